package dev.llmops.onnx.models;

import java.util.List;

/** The weights of a linear layer: one row for each output, one column for each input. */
interface Matrix {
    /** {@return how many outputs there are} */
    int rows();

    /** {@return how many inputs there are} */
    int columns();

    /** {@return the weight at one place} */
    float at(int row, int column);

    /** {@return a matrix of random weights} */
    static Matrix random(RandomTensor weights, int rows, int columns) {
        return new Matrix() {
            @Override
            public int rows() {
                return rows;
            }

            @Override
            public int columns() {
                return columns;
            }

            @Override
            public float at(int row, int column) {
                return weights.at((long) row * columns + column);
            }
        };
    }

    /** {@return {@code parts}, which have the same number of columns, one above the other} */
    static Matrix stacked(List<Matrix> parts) {
        int sum = parts.stream().mapToInt(Matrix::rows).sum();
        return new Matrix() {
            @Override
            public int rows() {
                return sum;
            }

            @Override
            public int columns() {
                return parts.get(0).columns();
            }

            @Override
            public float at(int row, int column) {
                int rest = row;
                for (Matrix part : parts) {
                    if (rest < part.rows()) {
                        return part.at(rest, column);
                    }
                    rest -= part.rows();
                }
                throw new IndexOutOfBoundsException(row);
            }
        };
    }
}
