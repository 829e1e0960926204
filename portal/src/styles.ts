// In this order: what comes later may refine what comes before.
import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "./shell/theme.css";
import "./shell/words.css";
import "./shell/page.css";
import "./statistic/statistic.css";
import "./workers/workers.css";
import "./question/question.css";
import "./experiments/experiments.css";
import "./result/result.css";
import "./plots/plots.css";
import "./shell/narrow.css";
