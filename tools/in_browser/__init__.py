"""The chapters as notebooks that run in the reader's own browser: Pyodide and JupyterLite."""
