import { Panel } from "../shell/Panel";
import { texts } from "../texts";

/** Shown while no experiment is open. */
export function Welcome() {
  return (
    <Panel heading={texts.experiments.welcome}>
      <ol className="welcome">
        {texts.experiments.welcomeSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Panel>
  );
}
