import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { Theme } from "../src/shell/Theme";

/** Renders without transitions, so that nothing has to be waited for. */
export function show(what: ReactNode) {
  return render(<Theme env="test">{what}</Theme>);
}
