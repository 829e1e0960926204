/** The sign of Koinon: five cities, one common. */
export function Mark() {
  return <img src="/koinon.svg" width={34} height={34} alt="" />;
}
