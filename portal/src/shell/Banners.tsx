import type { Status } from "../api/types";
import { texts } from "../texts";

/** What everybody must see: no login, no connection. */
export function Banners({ status, lost }: { status: Status | undefined; lost: boolean }) {
  return (
    <aside aria-label={texts.shell.notices}>
      {lost && (
        <p className="banner lost" role="alert">
          <strong>{texts.shell.lost}.</strong> {texts.shell.lostWhat}
        </p>
      )}
      {status?.login === "none" && (
        <p className="banner open" role="note">
          <strong>{texts.shell.noLogin}.</strong> {texts.shell.noLoginWhy}
        </p>
      )}
    </aside>
  );
}
