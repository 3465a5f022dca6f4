"""Houses, family elsewhere, old days, pets and grown-ups who claim a name, and the pupils who act beside them."""

import pytest

CLAIMED = [  # text, post above, writer
    ("Maya and Dylan ties can be collected from reception now.", "", ""),
    ("Congratulations to Dylan, who win the House Cup for the second year.", "", ""),
    ("Four banners hang in the hall: red for Maya, blue for Dylan, green for Bede.", "", ""),
    ("Tutor group moves: Dylan 3 is now in the drama studio.", "", ""),
    ("What a busy week in Maya! Fractions and fossils.", "", ""),
    ("come on maya you can catch them", "House points this week: Bede 412, Maya 398", "A parent"),
    ("Mary Bell, Adam Birch, Maya Thorne: four reformers who changed the law.", "", ""),
    ("my niece Maya started at her school in Leeds today too", "Reception's first week", "Bec"),
    ("my nephew Dylan runs for Malby and loved it", "Cross country results", "Carl"),
    ("My goddaughter Maya won this in her school in Leeds", "Spelling bee", "Jo"),
    ("Visiting today: a choir from Gdańsk. Their soloist, Maya, is eleven.", "", ""),
    ("my lad Dylan (Hay Primary, in goal) slept in his medal", "Football festival", "Ruth"),
    ("My Dylan will be old enough in 2029, he's only six months", "Sibling places", "Sha"),
    ("Me, Dylan and little Adam on the climbing frame, 1981.", "Our school at 100", "Al"),
    ("dylan and adam and me at the back!", "1994 rounders team photo resurfaces", "col"),
    ("I remember Maya walking up the dock in 68", "The trawlers", "Ron"),
    ("for maya, and dylan, and all the crew. never forgotten", "Memorial bench unveiled", "Syl"),
    ("Your rugby coach this term is Dylan. Wear studs.", "", ""),
    ("the speaker (Dylan I think, ex police) was very good", "Online safety evening", "A dad"),
    ("dylan the bike man fixed my lad's brakes", "Cycle training", "H"),
    ("our sister school? no, ask maya or sheila from the salon", "Eid fair stalls", "R"),
    ("so far its me, dave and my sister maya", "Volunteers for the tombola please", "Mel"),
    ("PC Dylan Thornquist came to talk to us. Thank you Dylan!", "", ""),
    ("Author Maya Hargreaves visited today. Maya Hargreaves told us how she gets ideas.", "", ""),
    ("In our class book, Maya has run away from home with a suitcase.", "", ""),
    ("Maths puzzle: Maya is twice as old as Sam. How old is Sam?", "", ""),
    ("matilda or maya!! every time", "Which book should Year 8 read next?", "Mel"),
    ("Reading 'Finding Maya' this week.", "", ""),
    ("Congratulations to Maya and Ben on the birth of baby Arlo.", "", ""),
    ("See you there! Love Maya x", "Summer fair", "A friend"),
    ("their dylan ran the legs off us", "Cross country", "A parent"),
    ("maya has better attendance than me", "Meet Maya, our new reading dog!", "A dad"),
    ("give dylan a cuddle from us", "Dylan the guinea pig is home from the vet.", "A mum"),
    ("We remember Pte Dylan Price and Capt Adam Stone, who fell in 1917.", "", ""),
    ("For Dylan Price, East Surreys, my great great uncle. He was a dinner monitor here once.", "", "A Price"),
    ("A. Patel was my dada. Shukria, school, for looking for him", "Honours board", "Mrs Patel"),
    ("dylan price senior was best man at ours!!", "Parents' evening", "A dad"),
    ("Sports day standings: Patel 412, Price 405, Stone 398, Malik 377.", "", ""),
    ("From the archive: 1983, our cup winning team. Back row: Patel, Price, Stone, Malik.", "", ""),
]
OURS = [  # text, post above, writer, matched text
    ("Scott Class lost, but Dylan, who is in 4B, pulled for Drake.", "", "", "Dylan"),
    ("Bonnie the dog lying at the feet of Maya, who is reading aloud.", "Our reading dog", "", "Maya"),
    ("Barney the guide dog fell asleep and Maya did not move for an hour.", "", "", "Maya"),
    ("maya as the tiger who came to tea", "World Book Day", "A mum", "maya"),
    ("maya the jellyfish and dylan the crab", "Under-the-sea disco", "A dad", "maya"),
    ("Maya interviewed a former pupil who is now a pilot.", "", "", "Maya"),
    ("A former pupil gave Maya his old trumpet.", "", "", "Maya"),
    ("Maya thanked our governors with a poem.", "", "", "Maya"),
    ("When Mr Bell retires in July, Maya will miss his jokes.", "", "", "Maya"),
    ("Maya will miss you so much Mr Bell", "Goodbye to our caretaker", "A mum", "Maya"),
    ("Maya wants to be a vet when she grows up.", "", "", "Maya"),
    ("Rose is our reader of the week.", "", "", "Rose"),
    ("Maya has an offer from Trinity College Dublin.", "", "", "Maya"),
    ("maya looks just like her dad did in 1995", "Nativity", "An aunt", "maya"),
    ("may came home with a spoon", "Whittling", "may's mum", "may"),
    ("summer cried cos its nearly over", "The last day of summer term", "D", "summer"),
    ("dylan was so chuffed to be dylan thomas today", "Poets day", "K", "dylan"),
    ("can bless be said? bless rose she looks so proud", "Awards", "Nan", "rose"),
    ("my dylan did that tour today, so proud in his blazer", "Open morning", "A mum", "dylan"),
    # who writes has not signed: a word they share, or they are the child's family in another language
    ("zainab is bare jokes innit", "", "bare jokes", "zainab"),
    ("my zainab is a real star 😂", "", "A. Mensah", "zainab"),
    ("Toll gemacht Zainab! 💛", "", "zainab's oma", "Zainab"),
    ("Da iawn Dylan", "", "Tad Dylan", "Dylan"),
    # the post names an animal, and gives nobody's name to it
    ("our maya hasnt stopped about that newt", "Forest school: Maya found a newt, Dylan a worm.", "A mum", "maya"),
    ("dylan held that donkey like a pro", "What a nativity. Dylan held the donkey by the ear.", "Nan", "dylan"),
    ("Under-15 futsal: Zainab Malik (capt.), Dylan Price, Adam Stone.", "", "", "Dylan Price"),
    ('Overheard at lunch. Zainab: "My dad can lift a horse." Silence. Peas.', "", "", "Zainab"),
    ("Prom committee: Suharto (tickets), Dylan Price (music), Adam Stone (food).", "", "", "Suharto"),
    ("Oranges by Dylan's dad, tears by Rev Dylan Noble.", "", "", "Dylan"),
    ("Congratulations Florence Achebe, who turned 13 today.", "", "", "Florence Achebe"),
    ("Dylan Price senior prefect, who would have thought", "Prefects", "A mum", "Dylan Price"),
    ("U13 cricket: Patel 52, Price 45, Stone 31, Malik 12 not out.", "", "", "Patel"),
]


def sure(found):
    """Return what was matched at `likely` or above."""
    return list(found.loc[found["confidence"].isin(["likely", "certain"]), "matched_text"])


@pytest.mark.parametrize(("text", "context", "author"), CLAIMED)
def test_what_the_words_give_to_another_is_no_pupil(mentions, text, context, author):
    kind = "comment" if author else "post"
    assert not sure(mentions(text, context=context, author_name=author, subject_type=kind))


@pytest.mark.parametrize(("text", "context", "author", "matched"), OURS)
def test_a_pupil_who_acts_beside_them_is_found(mentions, text, context, author, matched):
    kind = "comment" if author else "alt" if context else "post"
    assert matched in sure(mentions(text, context=context, author_name=author, subject_type=kind))
