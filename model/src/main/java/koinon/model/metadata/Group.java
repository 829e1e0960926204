package koinon.model.metadata;

import java.util.List;

/** A branch of the tree of variables. */
public record Group(String code, String label, List<Variable> variables, List<Group> groups) {
    public Group {
        variables = List.copyOf(variables);
        groups = List.copyOf(groups);
    }
}
