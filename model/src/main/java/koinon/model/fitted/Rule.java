package koinon.model.fitted;

import java.util.List;

/** How a model predicts. */
public sealed interface Rule {
    /**
     * A linear predictor η and the inverse of a link.
     *
     * <pre>
     *   IDENTITY η     LOG exp(η) · exposure     INVERSE 1 / η
     *   LOGIT    1 / (1 + exp(−η)), the probability of one level of the outcome
     *   HAZARD   exp(η), relative to a patient with η = 0
     * </pre>
     *
     * @param positive the level of LOGIT, else empty
     * @param exposure numerical input, empty for none
     */
    record Linear(Link link, String positive, String exposure, List<Product> terms)
            implements Rule {
        public Linear {
            terms = List.copyOf(terms);
        }
    }

    /** What a linear predictor is a function of. */
    enum Link {
        IDENTITY,
        LOG,
        INVERSE,
        LOGIT,
        HAZARD
    }

    /**
     * The level whose plane has the largest value; with one plane its sign decides.
     *
     * @param planes one, or one for each level of the outcome
     */
    record Separating(List<Plane> planes) implements Rule {
        public Separating {
            planes = List.copyOf(planes);
        }
    }

    /**
     * w·x + intercept.
     *
     * @param negative level, or words for all others
     * @param weights one per input
     */
    record Plane(String positive, String negative, double intercept, List<Double> weights) {
        public Plane {
            weights = List.copyOf(weights);
        }
    }

    /**
     * Naive Bayes: the class with the largest count · Π density · Π (count of the level + α) /
     * (count + α · levels).
     *
     * @param classes levels of the outcome with rows
     * @param counts rows of each class
     */
    record Bayes(
            List<String> classes,
            List<Double> counts,
            double alpha,
            List<Gaussian> gaussians,
            List<Frequencies> frequencies)
            implements Rule {
        public Bayes {
            classes = List.copyOf(classes);
            counts = List.copyOf(counts);
            gaussians = List.copyOf(gaussians);
            frequencies = List.copyOf(frequencies);
        }
    }

    /** A numerical input: a normal distribution in each class. */
    record Gaussian(String variable, List<Double> means, List<Double> variances) {
        public Gaussian {
            means = List.copyOf(means);
            variances = List.copyOf(variances);
        }
    }

    /**
     * A categorical input.
     *
     * @param counts of rows by class, then level of the input
     */
    record Frequencies(String variable, List<List<Double>> counts) {
        public Frequencies {
            counts = counts.stream().map(List::copyOf).toList();
        }
    }

    /**
     * From the root down, as long as a child's condition holds; the last node's value is predicted.
     *
     * @param nodes parents before their children, the root first
     */
    record Tree(List<Node> nodes) implements Rule {
        public Tree {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * A node.
     *
     * @param parent id of the node above, -1 for the root
     * @param value level of the outcome, or a number as text
     */
    record Node(int id, int parent, Condition condition, String value) {}

    /** When a row goes from a node to its child. */
    sealed interface Condition {
        /** Of the root. */
        record Always() implements Condition {}

        record Below(String variable, double cut) implements Condition {}

        record AtLeast(String variable, double cut) implements Condition {}

        record Among(String variable, List<String> levels) implements Condition {
            public Among {
                levels = List.copyOf(levels);
            }
        }
    }

    /** The cluster with the nearest centre, by Euclidean distance; the first of equals. */
    record Nearest(List<Centre> centres) implements Rule {
        public Nearest {
            centres = List.copyOf(centres);
        }
    }

    /**
     * A cluster.
     *
     * @param position one coordinate per input
     */
    record Centre(String name, List<Double> position) {
        public Centre {
            position = List.copyOf(position);
        }
    }

    /** Nothing to predict with, because the rules of the sites keep some of the numbers back. */
    record Withheld(String reason) implements Rule {}
}
