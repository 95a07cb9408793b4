# The site for a machine without a graphics card: docker build -t tensorama . && docker run -p 8501:8501 tensorama
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1
WORKDIR /site

# Before the code, so that a change of the code does not install everything again.
COPY requirements-cpu.lock ./
RUN pip install --no-cache-dir --no-deps --require-hashes --extra-index-url https://download.pytorch.org/whl/cpu -r requirements-cpu.lock

RUN useradd --create-home --uid 1000 site
COPY app.py ./
COPY .streamlit .streamlit
COPY assets assets
COPY components components
COPY compute compute
COPY pages pages
# Here, since at its start nothing can be written where the image is only read.
RUN python -m compileall -q app.py components compute pages
USER site

EXPOSE 8501
# Importing torch takes seconds; on a slow machine more of them.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
CMD ["streamlit", "run", "app.py", "--server.address", "0.0.0.0", "--server.port", "8501"]
