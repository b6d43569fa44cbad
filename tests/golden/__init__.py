"""The scores of all baselines, frozen, with every change of them explained."""
