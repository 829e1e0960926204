import type { ReactNode } from "react";

interface Props {
  tone: "careful" | "wrong";
  title: string;
  children: ReactNode;
}

/** Something to be read before going on. What went wrong is also announced to screen readers. */
export function Notice({ tone, title, children }: Props) {
  return (
    <div className={`notice ${tone}`} role={tone === "wrong" ? "alert" : "note"}>
      <strong>{title}</strong>
      {children}
    </div>
  );
}
