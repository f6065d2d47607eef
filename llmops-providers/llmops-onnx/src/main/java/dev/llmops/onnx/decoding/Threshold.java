package dev.llmops.onnx.decoding;

/** The logit that a given number of logits reach. */
final class Threshold {
    private Threshold() {}

    /** {@return the {@code count}-th largest logit, found with a heap of the largest so far} */
    static float of(float[] logits, int count) {
        float[] heap = new float[count];
        int size = 0;
        for (float logit : logits) {
            if (size < count) {
                if (!Float.isNaN(logit)) {
                    siftUp(heap, size++, logit);
                }
            } else if (logit > heap[0]) {
                siftDown(heap, logit);
            }
        }
        return size < count ? Float.NEGATIVE_INFINITY : heap[0];
    }

    private static void siftUp(float[] heap, int last, float logit) {
        int at = last;
        while (at > 0 && heap[(at - 1) / 2] > logit) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = logit;
    }

    private static void siftDown(float[] heap, float logit) {
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= heap.length) {
                break;
            }
            if (child + 1 < heap.length && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= logit) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = logit;
    }
}
