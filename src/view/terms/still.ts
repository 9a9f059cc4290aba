import { createContext } from 'react';

/** Whether what is around is a picture without controls: nothing in it can be pressed. */
export const Still = createContext(false);
