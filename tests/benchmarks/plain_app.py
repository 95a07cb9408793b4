"""The yardstick: the same network as one would write it in Streamlit in ten minutes. Not part of the site."""

import plotly.graph_objects as go
import streamlit as st
import torch

st.set_page_config(layout="wide")
seed = st.slider("seed", 0, 9999, 7, key="seed", bind="query-params")
inputs = st.slider("inputs", 1, 64, 3, key="inputs", bind="query-params")
hidden = st.slider("hidden", 1, 64, 2, key="hidden", bind="query-params")

torch.manual_seed(seed)
x = torch.randn(1, inputs)
W1, W2 = torch.randn(inputs, hidden), torch.randn(hidden, 1)
B1, B2 = torch.randn(1, hidden), torch.randn(1, 1)
h = torch.sigmoid(x @ W1 + B1)
y = torch.sigmoid(h @ W2 + B2)

figure = go.Figure()


def draw_edges(weights: torch.Tensor, layer: int) -> None:
    rows, columns = weights.shape
    for i in range(rows):
        for j in range(columns):
            weight = weights[i, j].item()
            figure.add_scatter(
                x=[layer, layer + 1],
                y=[(i + 0.5) / rows, (j + 0.5) / columns],
                mode="lines",
                line={"width": 1 + abs(weight), "color": "blue" if weight > 0 else "orange"},
                showlegend=False,
            )


draw_edges(W1, 0)
draw_edges(W2, 1)
for layer, values in enumerate((x, h, y)):
    units = values.shape[1]
    figure.add_scatter(
        x=[layer] * units,
        y=[(i + 0.5) / units for i in range(units)],
        mode="markers+text",
        text=[f"{value:.4f}" for value in values[0].tolist()],
        marker={"size": 36},
        showlegend=False,
    )

with st.container(key="diagram"):
    st.plotly_chart(figure)
with st.container(key="value-hidden-1"):
    st.write("h =", h[0].tolist())
with st.container(key="value-output"):
    st.write(f"y = {y.item():.4f}")
