window.YTD.profile.part0 = [
  {
    "profile": {
      "description": {
        "bio": "The library of Larkfield Meadow Infant School. Miss Fenwick answers here in school hours; for anything else please ring the office.",
        "website": "https://www.larkfieldmeadow.example",
        "location": "Marlby"
      }
    }
  }
]
