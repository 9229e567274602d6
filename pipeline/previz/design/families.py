"""More words for places: those that must be read before the general ones, and those read after them."""

Words = tuple[tuple[str, str], ...]

# A part of each of these words is a place of its own: they are looked for first.
SOONER_INSIDE: Words = (
    ("hospital", "operating theatre|operating theater|operating room|emergency room"),
    ("laboratory", "radio station|tv studio|television studio|recording studio|sound booth|broadcast"),
    ("compartment", "airplane cabin|aeroplane cabin|plane cabin|airplane|aircraft|private jet"
        "|subway car|metro car"
        "|tram|carriage|sleeper|coach"),
    ("cabin", "pilot house|wheelhouse|ferry|yacht|barge|caravan|camper van|camper|trailer|houseboat"
        "|crew quarters"),
    ("tower", "clock tower|bell tower|belfry|windmill|spire|watchtower|minaret"),
    ("vault", "treasure chamber|treasury|burial chamber|bunker|sewer|shelter|tomb|safe room"),
    ("basement", "interrogation room|boiler room|laundry room"),
    ("office", "war room|briefing room|situation room|post office|ticket office"),
    ("waiting", "airport terminal|terminal|concourse|departure lounge|ticket hall|station hall|arrivals"),
    ("bedroom", "hotel suite|guest room|sick room|ward room|sleeping quarters"),
)  # fmt: skip
SOONER_OUTSIDE: Words = (
    ("harbour", "ferry landing|ferry terminal|ferry|landing stage|boat landing|oil rig|shipyard"
        "|boatyard|boathouse"),
    ("road", "gas station|petrol station|filling station|service station|train crossing|level crossing|border"
        "|checkpoint|toll|motel|diner|drive in|airfield|runway|airport apron"),
    ("street", "police station|fire station|power station|times square|street crossing|pedestrian crossing"
        "|city crossing|tokyo crossing|courthouse|town hall|city hall|bus station"),
    ("alley", "prison yard|loading dock|loading bay|construction site|building site|tunnel entrance"
        "|underpass"),
    ("sea", "ocean floor|sea floor|seabed|underwater|submarine|lifeboat|shipwreck"),
    ("park", "swimming pool|golf course|football pitch|playing field|sports field"),
    ("castle", "castle gate|city gate|city wall|watchtower|bell tower|clock tower|ruined tower"),
    ("mountain", "ice shelf|ice field|base camp|ski slope|iceberg|north pole"),
    ("suburb", "trailer park|front garden|front lawn|school yard|schoolyard"),
    ("forest", "tree house|treehouse|camp site|campsite|campfire|tent camp"),
)  # fmt: skip

# What is still unread then means the place that is most like it.
LATER_INSIDE: Words = (
    ("warehouse", "gym|gymnasium|stadium|arena|boxing ring|foundry|mill|plant|sports hall"),
    ("theatre", "backstage|planetarium|circus|tent show"),
    ("bridge", "helicopter|capsule|rocket|pod|ufo"),
    ("cave", "mine|lair|burrow|igloo|tunnel|cavity|underground"),
    ("shop", "florist|laundromat|laundry|barber|salon|hairdresser|tailor|butcher|bookmaker|kiosk|pawnbroker"),
    ("bar", "casino|speakeasy|karaoke|disco"),
    ("gallery", "aquarium|atrium|showroom|auction"),
    ("hall", "mansion|manor|embassy|parliament|villa|estate"),
    ("living", "conservatory|greenhouse|winter garden|orangery|penthouse|cottage"),
    ("bedroom", "orphanage|barracks|hostel|bunk"),
    ("workshop", "forge|blacksmith|smithy|pottery|boathouse|darkroom"),
    ("hut", "treehouse|shack|hovel|cottage|bothy"),
    ("corridor", "closet|wardrobe|vestibule|entrance|landing|doorway|stairs|staircase|escalator"),
    ("bathroom", "pool|sauna|spa|bath"),
    ("room", "dojo|salon"),
)  # fmt: skip
LATER_OUTSIDE: Words = (
    ("harbour", "landing|mooring|slipway|lock|dockyard|waterfront|seaport|boat"),
    ("coast", "reef|headland|sandbar|fjord|estuary|strand|promenade|tide"),
    ("alley", "junkyard|scrapyard|landfill|dump|warehouse|factory|works|depot|sewer|tunnel|backyard gate"),
    ("street", "hospital|hotel|bank|museum|theatre|cinema|embassy|building|shop|restaurant|cafe"
        "|café|pub|bar|office"
        "|skyscraper|tower block|store|station house|newspaper|library|apartment|casino|club"),
    ("rooftop", "fire escape|ledge|penthouse|helipad|observatory"),
    ("castle", "ruin|temple|pyramid|fort|tower|gate|wall|rampart|arena|colosseum|palace|shrine"),
    ("village", "church|chapel|cathedral|monastery|abbey|convent|farmhouse|inn|fountain|mill"
        "|windmill|smithy|well"),
    ("suburb", "school|mansion|villa|estate|residence|bungalow|orphanage|manor|university|campus"),
    ("desert", "oasis|quarry|salt flat|outback|sphinx|mine|crater"),
    ("hull", "moon|lunar|comet|planet surface|satellite"),
    ("river", "crossing|creek|marsh|bog|dam|brook|rapids|ford|wetland|reservoir|bank"),
    ("park", "greenhouse|zoo|fairground|carnival|circus|pool|racetrack|pitch|lawn|maze|vineyard"),
    ("forest", "rainforest|camp|trail|path|bamboo|thicket|undergrowth|glade|copse|bush"),
    ("field", "stable|ranch|trench|hilltop|moor|heath|paddock|acre|crop|cornfield|windmill|sky|clouds"),
    ("mountain", "ice|snow|slope|crag|gorge|cliff|rock"),
    ("bridge-out", "overpass|aqueduct|viaduct|footbridge"),
)  # fmt: skip
