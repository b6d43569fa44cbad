"""The leaderboard: all systems that come with the project, and runs of others, on the test split and on real news.

python -m twicetold_baselines.leaderboard [RUN …] [--corpora FOLDER]
"""
