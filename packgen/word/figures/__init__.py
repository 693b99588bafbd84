"""Pictures that packgen draws itself, from plain values alone: `draw.draw_figure` turns a Figure into a PNG."""
