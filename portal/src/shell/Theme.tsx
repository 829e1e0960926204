import { createTheme, MantineProvider } from "@mantine/core";
import { QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";

// Colours and font are in theme.css as values of Mantine's own variables, so that no style element
// is made at run time and the content security policy needs no 'unsafe-inline'.
const theme = createTheme({
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
});

interface Props {
  /** "test" leaves out transitions. */
  env?: "default" | "test";
  children: ReactNode;
}

export function Theme({ env = "default", children }: Props) {
  return (
    <MantineProvider
      theme={theme}
      env={env}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      {children}
    </MantineProvider>
  );
}

/** Asks the master once per need: polling and reconnection are in the queries themselves. */
export function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, networkMode: "always", staleTime: 2_000 },
      mutations: { networkMode: "always" },
    },
  });
}
