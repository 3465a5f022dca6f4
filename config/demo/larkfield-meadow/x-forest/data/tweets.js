window.YTD.tweets.part0 = [
  {
    "tweet": {
      "id": "7302001",
      "id_str": "7302001",
      "created_at": "Fri Sep 04 15:12:09 +0000 2026",
      "full_text": "First fire of the year lit in one match. Toast for forty.",
      "truncated": false,
      "favorite_count": "2",
      "retweeted": false,
      "lang": "en",
      "entities": {
        "hashtags": [],
        "user_mentions": [],
        "urls": []
      },
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "7302001"
          ],
          "editsRemaining": "5",
          "isEditEligible": true
        }
      }
    }
  },
  {
    "tweet": {
      "id": "7302002",
      "id_str": "7302002",
      "created_at": "Fri Sep 11 15:31:54 +0000 2026",
      "full_text": "A slow worm under the log pile! It was looked at very quietly and then left alone.",
      "truncated": false,
      "favorite_count": "2",
      "retweeted": false,
      "lang": "en",
      "entities": {
        "hashtags": [],
        "user_mentions": [],
        "urls": []
      },
      "edit_info": {
        "initial": {
          "editTweetIds": [
            "7302002"
          ],
          "editsRemaining": "5",
          "isEditEligible": true
        }
      }
    }
  }
]
