package koinon.data.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.stats.rows.Block;

/** One pass over blocks, by one thread or several; ends early when its thread is interrupted. */
final class Pass<A> {
    private final List<Filler> fillers;
    private final Supplier<A> zero;
    private final BiConsumer<A, Block> add;

    Pass(List<Filler> fillers, Supplier<A> zero, BiConsumer<A, Block> add) {
        this.fillers = fillers;
        this.zero = zero;
        this.add = add;
    }

    A run(RowSource.Settings settings, int threads, BinaryOperator<A> merge) {
        long blocks = fillers.stream().mapToLong(Filler::blocks).sum();
        int shares = (int) Math.max(1, Math.min(threads, blocks));
        List<FutureTask<A>> others = new ArrayList<>();
        try {
            for (int i = 1; i < shares; i++) {
                long from = blocks * i / shares;
                long to = blocks * (i + 1) / shares;
                FutureTask<A> task = new FutureTask<>(() -> visit(from, to));
                others.add(task);
                settings.executor().execute(task);
            }
            A sum = visit(0, blocks / shares);
            for (FutureTask<A> task : others) {
                sum = merge.apply(sum, await(task, settings.timeout().toSeconds()));
            }
            return sum;
        } finally {
            others.forEach(task -> task.cancel(true));
        }
    }

    private A visit(long from, long to) {
        A sum = zero.get();
        if (fillers.isEmpty()) {
            return sum;
        }
        Filler.Scratch scratch = fillers.getFirst().scratch();
        long first = 0;
        for (Filler filler : fillers) {
            long last = first + filler.blocks();
            for (long block = Math.max(from, first); block < Math.min(to, last); block++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new KoinonException(ErrorCode.CANCELLED, "the pass was interrupted");
                }
                filler.fill((int) (block - first), scratch);
                add.accept(sum, scratch);
            }
            first = last;
        }
        return sum;
    }

    private A await(FutureTask<A> task, long seconds) {
        try {
            return task.get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a pass failed", e);
        } catch (TimeoutException e) {
            throw new KoinonException(ErrorCode.OUT_OF_RESOURCES, "a pass took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KoinonException(ErrorCode.CANCELLED, "the pass was interrupted", e);
        }
    }
}
