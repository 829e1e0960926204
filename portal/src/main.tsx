import "./styles";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Frame } from "./shell/Frame";
import { newClient, Theme } from "./shell/Theme";

const root = document.getElementById("root");
if (root === null) {
  throw new Error("index.html has no #root");
}
createRoot(root).render(
  <StrictMode>
    <Theme>
      <QueryClientProvider client={newClient()}>
        <Frame />
      </QueryClientProvider>
    </Theme>
  </StrictMode>,
);
