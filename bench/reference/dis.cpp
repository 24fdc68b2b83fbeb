// The reference of the bench `watch-kernels`: OpenCV's DIS optical flow, preset ultrafast, on one thread, over the same grey pictures that
// Cordon gets. Usage: dis WIDTH HEIGHT ROUNDS FLOWS < pictures (raw, 8 bits a pixel; each two in a row are a pair of their own);
// prints the mean milliseconds a pair of each round, and writes the flows of the last to FLOWS (raw, two 32-bit floats a pixel).
#include <opencv2/core.hpp>
#include <opencv2/video.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

int main(int count, char **arguments) {
  if (count != 5) return 2;
  const int width = std::atoi(arguments[1]), height = std::atoi(arguments[2]), rounds = std::atoi(arguments[3]);
  std::vector<cv::Mat> pictures;
  for (;;) {
    cv::Mat picture(height, width, CV_8UC1);
    if (std::fread(picture.data, 1, picture.total(), stdin) != picture.total()) break;
    pictures.push_back(picture);
  }
  if (pictures.size() < 2) return 1;
  cv::setNumThreads(1);
  auto dis = cv::DISOpticalFlow::create(cv::DISOpticalFlow::PRESET_ULTRAFAST);
  const size_t pairs = pictures.size() / 2;
  std::vector<cv::Mat> flows(pairs);
  // Each picture pair is looked at for itself: without it the last flow would be taken for a hint.
  for (size_t pair = 0; pair < pairs; pair++) dis->calc(pictures[2 * pair], pictures[2 * pair + 1], flows[pair]);
  for (int round = 0; round < rounds; round++) {
    const auto start = std::chrono::steady_clock::now();
    for (size_t pair = 0; pair < pairs; pair++) {
      cv::Mat flow;
      dis->calc(pictures[2 * pair], pictures[2 * pair + 1], flow);
      flows[pair] = flow;
    }
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
    std::printf("%.5f\n", spent.count() / pairs);
  }
  std::FILE *file = std::fopen(arguments[4], "wb");
  if (!file) return 1;
  for (const auto &flow : flows) std::fwrite(flow.data, sizeof(float), 2 * flow.total(), file);
  std::fclose(file);
}
