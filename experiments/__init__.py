"""One question per script: a design, a run, a figure, a table and a finding with its interval."""
