window.__THAR_CONFIG = {
  "userInfo": {
    "accountId": "7302",
    "userName": "MarlbyMudClub",
    "displayName": "Mud Club"
  },
  "archiveInfo": {
    "sizeBytes": "4096",
    "generationDate": "2026-10-11T18:00:00.000Z",
    "isPartialArchive": false
  },
  "dataTypes": {
    "tweets": {
      "files": [
        {
          "fileName": "data/tweets.js",
          "globalName": "YTD.tweets.part0",
          "count": "2"
        }
      ]
    }
  }
}
