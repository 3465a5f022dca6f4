window.YTD.tweets.part0 = [
  {
    "tweet": {
      "id": "7301001",
      "id_str": "7301001",
      "created_at": "Thu Sep 10 14:20:11 +0000 2026",
      "full_text": "Forty new picture books are on the low shelf. The one about the bad-tempered crab is already out.",
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
            "7301001"
          ],
          "editsRemaining": "5",
          "isEditEligible": true
        }
      }
    }
  },
  {
    "tweet": {
      "id": "7301002",
      "id_str": "7301002",
      "created_at": "Thu Oct 01 11:05:32 +0000 2026",
      "full_text": "Poem of the day, chosen by the lunchtime librarians: The Owl and the Pussy-Cat, with all the actions.",
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
            "7301002"
          ],
          "editsRemaining": "5",
          "isEditEligible": true
        }
      }
    }
  },
  {
    "tweet": {
      "id": "7301003",
      "id_str": "7301003",
      "created_at": "Fri Oct 09 13:50:47 +0000 2026",
      "full_text": "Book amnesty! Anything found under a bed or down a sofa may come home on Monday and no questions will be asked.",
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
            "7301003"
          ],
          "editsRemaining": "5",
          "isEditEligible": true
        }
      }
    }
  }
]
