// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "custom-store",
    platforms: [.macOS(.v15)],
    products: [.library(name: "DictionaryStore", targets: ["DictionaryStore"])],
    dependencies: [
        // Without the trait CLI, what only salesctl needs is neither fetched nor built.
        .package(name: "sales-tracker", path: "../../..", traits: [])
    ],
    targets: [
        .target(
            name: "DictionaryStore",
            dependencies: [.product(name: "SalesCore", package: "sales-tracker")]
        ),
        .executableTarget(
            name: "tell",
            dependencies: ["DictionaryStore", .product(name: "SalesCore", package: "sales-tracker")]
        ),
        .testTarget(
            name: "DictionaryStoreTests",
            dependencies: ["DictionaryStore", .product(name: "SalesTesting", package: "sales-tracker")]
        ),
    ]
)
