import { useContext } from 'react';
import { useGuides } from '../tour/useGuide.ts';
import { Still } from './still.ts';
import { useTerm } from './useTerm.ts';

/** A text in which each word of the kernel, where it first stands, is explained to who points at it. */
export function Explained({ of }: { readonly of: string }) {
  const guides = useGuides();
  const Term = useTerm();
  const isStill = useContext(Still);
  if (!guides || !Term || isStill) return of;
  return guides.piecesOf(of).map(({ text, word }, i) =>
    word ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a place in the text is what it is
      <Term key={`${i}${word}`} says={guides.KERNEL_WORDS[word]?.says ?? ''} of={text} />
    ) : (
      text
    ),
  );
}
