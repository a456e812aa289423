from tinhso.lib.environment import Setting

SETTINGS = [Setting("TINHSO_SANDBOX_NEWS_OUTLET", "các báo giả lập", inner=True)]
