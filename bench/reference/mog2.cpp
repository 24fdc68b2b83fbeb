// The reference of the benches `first-eye` and `watch-kernels`: OpenCV's MOG2 on one thread, over the same grey pictures that Cordon gets.
// Usage: mog2 WIDTH HEIGHT ROUNDS [MASKS] < pictures (raw, 8 bits a pixel); prints the mean milliseconds a picture of each round, after
// one that is not counted; writes the masks of that first round to MASKS (raw, 8 bits a pixel: 255 foreground, 127 shadow).
#include <opencv2/core.hpp>
#include <opencv2/video.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

int main(int count, char **arguments) {
  if (count != 4 && count != 5) return 2;
  const int width = std::atoi(arguments[1]), height = std::atoi(arguments[2]), rounds = std::atoi(arguments[3]);
  std::vector<cv::Mat> pictures;
  for (;;) {
    cv::Mat picture(height, width, CV_8UC1);
    if (std::fread(picture.data, 1, picture.total(), stdin) != picture.total()) break;
    pictures.push_back(picture);
  }
  if (pictures.empty()) return 1;
  cv::setNumThreads(1);
  auto model = cv::createBackgroundSubtractorMOG2();
  cv::Mat mask;
  std::FILE *file = count == 5 ? std::fopen(arguments[4], "wb") : nullptr;
  for (const auto &picture : pictures) {
    model->apply(picture, mask);
    if (file) std::fwrite(mask.data, 1, mask.total(), file);
  }
  if (file) std::fclose(file);
  for (int round = 0; round < rounds; round++) {
    const auto start = std::chrono::steady_clock::now();
    for (const auto &picture : pictures) model->apply(picture, mask);
    const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
    std::printf("%.5f\n", spent.count() / pictures.size());
  }
}
