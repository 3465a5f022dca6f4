window.YTD.account.part0 = [
  {
    "account": {
      "email": "",
      "createdVia": "web",
      "username": "MarlbyMudClub",
      "accountId": "7302",
      "createdAt": "2026-09-03T19:00:00.000Z",
      "accountDisplayName": "Mud Club"
    }
  }
]
