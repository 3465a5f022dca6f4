window.YTD.account.part0 = [
  {
    "account": {
      "email": "",
      "createdVia": "web",
      "username": "lmis",
      "accountId": "7301",
      "createdAt": "2025-09-08T09:00:00.000Z",
      "accountDisplayName": "Larkfield Meadow library"
    }
  }
]
