/// A family of products: the words and the price range that the catalogue draws from.
///
/// All brands are invented.
struct ProductLine: Sendable {
    /// A thing with what may distinguish one such thing from another.
    struct Item: Sendable {
        let noun: String
        let details: [String]

        init(_ noun: String, _ details: String...) {
            self.noun = noun
            self.details = details
        }
    }

    let category: String
    /// Whole pounds.
    let pounds: ClosedRange<Int64>
    let blurb: String
    let items: [Item]

    static let brands = [
        "Aldwick", "Bramcote & Sons", "Corvane", "Dunmere", "Eskdale", "Fennimore", "Glenhallow", "Havelock",
        "Ivelet", "Jarrold", "Kestrelby", "Löfgren", "Marchmont", "Norrland", "O’Dowd", "Penhallow", "Quillfeather",
        "Rookhope", "Sablière", "Tarnside",
    ]

    static let kettle = Item("Kettle", "1.7 L", "1.5 L, Cream", "Brushed Steel")
    static let small = ProductLine(
        category: "Kitchen",
        pounds: 24...89,
        blurb: "Quick, quiet, and easy to clean; switches itself off.",
        items: [kettle, Item("Toaster", "2 slices", "4 slices, Cream"), Item("Milk Frother", "white", "Matte Black")]
    )

    static let all: [ProductLine] = [
        small,
        ProductLine(
            category: "Kitchen",
            pounds: 79...449,
            blurb: "A quiet motor, parts that go into the dishwasher, and a five-year guarantee.",
            items: [
                Item("Stand Mixer", "4.8 L, Cream", "6.9 L, Red"),
                Item("Espresso Machine", "Matte Black", "Brushed Steel"),
                Item("Air Fryer", "5.2 L", "dual zone, 8 L"),
            ]
        ),
        ProductLine(
            category: "Audio",
            pounds: 39...329,
            blurb: "Clear, balanced sound with controls that can be found in the dark.",
            items: [
                Item("Wireless Headphones", "Graphite", "30-hour battery"),
                Item("Bookshelf Speakers", "Walnut (pair)", "White (pair)"),
                Item("DAB Radio", "Oak", "portable"),
                Item("Noise-Cancelling Earbuds", "with charging case", "Slate Blue"),
            ]
        ),
        ProductLine(
            category: "Outdoors",
            pounds: 45...289,
            blurb: "Made for wet hills: taped seams, strong zips and spare parts for ten years.",
            items: [
                Item("Down Jacket", "Moss, size M", "Slate Blue, size L"),
                Item("Hiking Boots", "waterproof, UK 8", "leather, UK 9"),
                Item("2-Person Tent", "3-season", "ultralight"),
                Item("Trekking Poles", "pair", "carbon, pair"),
            ]
        ),
        ProductLine(
            category: "Home",
            pounds: 19...179,
            blurb: "Simple, repairable and made from materials that age well.",
            items: [
                Item("Wool Throw", "Oatmeal", "130 × 180 cm"),
                Item("Linen Duvet Set", "King size", "Double, Natural"),
                Item("Desk Lamp", "dimmable", "Brass"),
                Item("Oak Shelf", "80 cm", "120 cm"),
            ]
        ),
        ProductLine(
            category: "Computing",
            pounds: 89...1_399,
            blurb: "Tested for three days before it leaves us; two-year warranty with collection.",
            items: [
                Item("27\" Monitor", "4K", "QHD, USB-C"),
                Item("13\" Laptop", "16 GB / 512 GB", "32 GB / 1 TB"),
                Item("Network Storage", "2-bay", "4-bay"),
                Item("Laser Printer", "colour", "A4, duplex"),
            ]
        ),
        ProductLine(
            category: "Toys & Games",
            pounds: 9...84,
            blurb: "Rainy-afternoon tested, with a replacement service for lost pieces.",
            items: [
                Item("Wooden Train Set", "42 pieces", "80 pieces"),
                Item("Strategy Board Game", "2–5 players", "ages 12+"),
                Item("Jigsaw Puzzle", "500 pieces", "1000 pieces"),
            ]
        ),
    ]
}
