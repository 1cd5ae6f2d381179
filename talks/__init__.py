"""Parley: a public record of diplomatic talks. Project and app in one package."""
