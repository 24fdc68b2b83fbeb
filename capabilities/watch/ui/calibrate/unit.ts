import { createContext, useContext } from "react";

/** How many pixels of the video make one of the page: what is drawn on a still keeps its size whatever the still's. */
export const Unit = createContext(1);
export const useUnit = () => useContext(Unit);
