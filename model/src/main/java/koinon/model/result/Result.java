package koinon.model.result;

import java.util.List;

/**
 * What an algorithm returns: a record whose components are the statistics. Implemented by one
 * record per algorithm.
 */
public interface Result {
    /** Method in the words of a methods section, for example "ordinary least squares". */
    String method();

    /** What a reader must know before using the numbers; empty when nothing. */
    List<String> warnings();

    Presentation presentation();
}
