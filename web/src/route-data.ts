import '@tanstack/react-router';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** A page that can be searched says what for; the words go to `q` in its address. */
    useSearchHint?: () => string;
    /** On a phone this page leaves out the search: it is about one thing. */
    oneThing?: true;
  }
}
