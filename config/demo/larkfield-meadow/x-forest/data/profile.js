window.YTD.profile.part0 = [
  {
    "profile": {
      "description": {
        "bio": "Mud, sticks, fire. Marlby.",
        "website": "",
        "location": "Marlby"
      }
    }
  }
]
