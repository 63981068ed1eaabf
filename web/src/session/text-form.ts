/** The part of a form (design/use-form) that one text field needs, whatever else the form holds. */
export type TextForm<Name extends string> = {
  field(name: Name): { id: string; error: string | undefined };
  text(name: Name): {
    name: string;
    value: string;
    onChange: (event: { target: { value: string } }) => void;
    onBlur: () => void;
  };
};
