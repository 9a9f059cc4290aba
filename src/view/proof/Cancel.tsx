/** Ends a question that is under way. */
export function Cancel({ onCancel }: { readonly onCancel: () => void }) {
  return (
    <button type="button" onClick={onCancel}>
      Cancel
    </button>
  );
}
