import { Component, type ReactNode } from "react";

interface Props {
  /** Shown instead of a part that failed. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Keeps the failure of a part from taking the page away. */
export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.fallback : this.props.children;
  }
}
