"""Settings for all tests: property tests are judged by what they find, not by the machine's load."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("foedus", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("foedus")
