import sys
from pathlib import Path

# Without this, a failed assertion within the shared code says nothing of its values.
import pytest

sys.path.insert(0, str(Path(__file__).parent))
for module in ("program", "server", "wire", "dashboard", "agency", "hammer", "life", "manager", "openid"):
    pytest.register_assert_rewrite(f"support.{module}")
