"""Writes the model as an ONNX graph with the nodes and names that onnxruntime-genai and optimum write."""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from model import Model
from quantize import BLOCK, packed

FLOAT, LONG = TensorProto.FLOAT, TensorProto.INT64
MICROSOFT = "com.microsoft"


class Graph:
    """One graph under construction; bits is 32 for plain matrices, or 4 for MatMulNBits."""

    def __init__(self, model: Model, bits: int, head_bits: int):
        self.model, self.bits, self.head_bits = model, bits, head_bits
        self.nodes, self.weights = [], []

    def write(self, path: str) -> None:
        config = self.model.config
        self._lengths()
        x = self._node("Gather", "/model/embed_tokens", [self._weight("model.embed_tokens.weight", self.model.embed.weight), "input_ids"])
        residual = x
        x = self._norm("/model/layers.0/input_layernorm", x, None, self.model.layers[0].input_norm.weight)[0]
        self._weight("cos_cache", self.model.cos)
        self._weight("sin_cache", self.model.sin)
        for index, layer in enumerate(self.model.layers):
            x, residual = self._layer(index, layer, x, residual)
        self._matrix("/lm_head", x, self.model.embed.weight, self.head_bits, output="logits")
        onnx.save(self._model(config), path)

    def _lengths(self) -> None:
        """The length of every sequence and the longest one, from the attention mask."""
        one = self._constant("/model/constants/one", [1])
        root = "/model/attn_mask_reformat"
        total = self._node("ReduceSum", f"{root}/sum", ["attention_mask", one], keepdims=1)
        last = self._node("Sub", f"{root}/last", [total, one])
        self.seqlens = self._node("Cast", f"{root}/seqlens", [last], to=TensorProto.INT32)
        shape = self._node("Shape", f"{root}/shape", ["attention_mask"])
        width = self._node("Gather", f"{root}/width", [shape, self._constant("/model/constants/index", 1)], axis=0)
        self.total = self._node("Cast", f"{root}/total", [width], to=TensorProto.INT32)

    def _layer(self, index: int, layer, x: str, residual: str) -> tuple[str, str]:
        config, root = self.model.config, f"/model/layers.{index}"
        q, k, v = (self._matrix(f"{root}/attn/{name}_proj", x, getattr(layer, name).weight, self.bits) for name in "qkv")
        past = [f"past_key_values.{index}.key", f"past_key_values.{index}.value"]
        attended = f"{root}/attn/GroupQueryAttention/output_0"
        self.nodes.append(
            helper.make_node(
                "GroupQueryAttention",
                [q, k, v, *past, self.seqlens, self.total, "cos_cache", "sin_cache"],
                [attended, f"present.{index}.key", f"present.{index}.value"],
                f"{root}/attn/GroupQueryAttention",
                domain=MICROSOFT,
                num_heads=config.heads,
                kv_num_heads=config.kv_heads,
                scale=config.head_size**-0.5,
                do_rotary=1,
                rotary_interleaved=0,
            )
        )
        x = self._matrix(f"{root}/attn/o_proj", attended, layer.o.weight, self.bits)
        x, residual = self._norm(f"{root}/post_attention_layernorm", residual, x, layer.post_norm.weight)
        gate = self._matrix(f"{root}/mlp/gate_proj", x, layer.gate.weight, self.bits)
        up = self._matrix(f"{root}/mlp/up_proj", x, layer.up.weight, self.bits)
        act = self._node("Mul", f"{root}/mlp/act_fn", [gate, self._node("Sigmoid", f"{root}/mlp/act_fn/sigmoid", [gate])])
        x = self._matrix(f"{root}/mlp/down_proj", self._node("Mul", f"{root}/mlp/product", [act, up]), layer.down.weight, self.bits)
        following = index + 1
        if following < config.layers:
            return self._norm(f"/model/layers.{following}/input_layernorm", residual, x, self.model.layers[following].input_norm.weight)
        return self._norm("/model/final_norm", residual, x, self.model.norm.weight)

    def _norm(self, root: str, x: str, skip: str | None, weight) -> tuple[str, str]:
        """The normed value and, where something is added first, the sum."""
        name = self._weight(root.removeprefix("/").replace("/", ".") + ".weight", weight)
        if skip is None:
            return self._node("SimplifiedLayerNormalization", root, [x, name], axis=-1, epsilon=self.model.config.epsilon, stash_type=1), x
        outputs = [f"{root}/output_0", "", "", f"{root}/output_3"]
        kind = "SkipSimplifiedLayerNormalization"
        self.nodes.append(helper.make_node(kind, [x, skip, name], outputs, f"{root}/{kind}", domain=MICROSOFT, epsilon=self.model.config.epsilon))
        return outputs[0], outputs[3]

    def _matrix(self, root: str, x: str, weight, bits: int, output: str | None = None) -> str:
        """x times the transposed weight [outputs, inputs]."""
        name = root.removeprefix("/").replace("/", ".")
        output = output or f"{root}/output_0"
        if bits == 32:
            self.nodes.append(helper.make_node("MatMul", [x, self._weight(f"{name}.MatMul.weight", weight.T)], [output], f"{root}/MatMul"))
            return output
        stored, scales = packed(weight.detach(), bits)
        inputs = [x, self._weight(f"{name}.MatMul.weight_Q{bits}", stored), self._weight(f"{name}.MatMul.weight_scales", scales)]
        sizes = {"N": weight.shape[0], "K": weight.shape[1], "bits": bits, "block_size": BLOCK}
        self.nodes.append(helper.make_node("MatMulNBits", inputs, [output], f"{root}/MatMul_Q{bits}", domain=MICROSOFT, **sizes))
        return output

    def _node(self, kind: str, root: str, inputs: list[str], **attributes) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [f"{root}/output_0"], f"{root}/{kind}", **attributes))
        return f"{root}/output_0"

    def _weight(self, name: str, value: torch.Tensor) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(value.detach().numpy()), name))
        return name

    def _constant(self, name: str, value) -> str:
        self.weights.append(numpy_helper.from_array(np.array(value, dtype=np.int64), name))
        return name

    def _model(self, config) -> onnx.ModelProto:
        cache = lambda length: ["batch_size", config.kv_heads, length, config.head_size]
        inputs = [("input_ids", LONG, ["batch_size", "sequence_length"]), ("attention_mask", LONG, ["batch_size", "total_sequence_length"])]
        outputs = [("logits", FLOAT, ["batch_size", "sequence_length", config.vocabulary])]
        for index in range(config.layers):
            inputs += [(f"past_key_values.{index}.{part}", FLOAT, cache("past_sequence_length")) for part in ("key", "value")]
            outputs += [(f"present.{index}.{part}", FLOAT, cache("total_sequence_length")) for part in ("key", "value")]
        graph = helper.make_graph(
            self.nodes,
            "main_graph",
            [helper.make_tensor_value_info(*value) for value in inputs],
            [helper.make_tensor_value_info(*value) for value in outputs],
            self.weights,
        )
        opsets = [helper.make_opsetid("", 21), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, producer_name="llmops-tiny", ir_version=10, opset_imports=opsets)
