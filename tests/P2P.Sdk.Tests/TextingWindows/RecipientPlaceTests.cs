using P2P.Sdk.Contacts;
using P2P.Sdk.TextingWindows;

namespace P2P.Sdk.Tests.TextingWindows;

public class RecipientPlaceTests
{
    [Theory]
    [InlineData(208, "America/Boise,America/Denver,America/Los_Angeles")]
    [InlineData(219, "America/Chicago,America/New_York")]
    [InlineData(270, "America/Chicago,America/New_York")]
    [InlineData(308, "America/Chicago,America/Denver")]
    [InlineData(364, "America/Chicago,America/New_York")]
    [InlineData(423, "America/Chicago,America/New_York")]
    [InlineData(448, "America/Chicago,America/New_York")]
    [InlineData(458, "America/Denver,America/Los_Angeles")]
    [InlineData(541, "America/Denver,America/Los_Angeles")]
    [InlineData(574, "America/Chicago,America/New_York")]
    [InlineData(605, "America/Chicago,America/Denver,America/North_Dakota/Center")]
    [InlineData(606, "America/Chicago,America/New_York")]
    [InlineData(620, "America/Chicago,America/Denver")]
    [InlineData(701, "America/Chicago,America/Denver,America/North_Dakota/Center")]
    [InlineData(775, "America/Boise,America/Denver,America/Los_Angeles")]
    [InlineData(785, "America/Chicago,America/Denver")]
    [InlineData(812, "America/Chicago,America/New_York")]
    [InlineData(850, "America/Chicago,America/New_York")]
    [InlineData(906, "America/Chicago,America/New_York")]
    [InlineData(907, "America/Adak,America/Anchorage,America/Juneau,Pacific/Honolulu")]
    [InlineData(928, "America/Denver,America/Phoenix")]
    [InlineData(930, "America/Chicago,America/New_York")]
    [InlineData(986, "America/Boise,America/Denver,America/Los_Angeles")]
    public void An_area_code_that_spans_zones_gives_all_of_them(int areaCode, string zones) =>
        Assert.Equal(zones, Zones(KeyFor(areaCode: areaCode)));

    [Theory]
    [InlineData(312, "1:America/Chicago|IL")]
    [InlineData(602, "1:America/Phoenix|")]
    [InlineData(303, "1:America/Denver|")]
    [InlineData(317, "1:America/New_York|")]
    [InlineData(689, "1:America/New_York|FL")] // Some lists have this overlay of Orlando in Chicago's zone.
    [InlineData(416, "1:America/Toronto|")]
    [InlineData(787, "1:America/Puerto_Rico|")]
    [InlineData(800, "1:|")]
    [InlineData(888, "1:|")]
    [InlineData(500, "1:|")]
    [InlineData(900, "1:|")]
    [InlineData(600, "1:|")]
    public void An_area_code_gives_its_zone_and_its_state_and_toll_free_ones_nothing(int areaCode, string key) =>
        Assert.Equal(key, KeyFor(areaCode: areaCode).ToString());

    [Theory]
    [InlineData(850, "FL", "America/Chicago,America/New_York")]
    [InlineData(850, "GA", "America/New_York")] // They meet: narrowed.
    [InlineData(850, "TX", "America/Chicago")]
    [InlineData(850, "CA", "America/Chicago,America/Los_Angeles,America/New_York")] // They do not: united.
    [InlineData(928, "AZ", "America/Denver,America/Phoenix")] // Phoenix, and the Navajo Nation with daylight saving time.
    [InlineData(541, "OR", "America/Denver,America/Los_Angeles")] // Ontario, OR: the ZIPs' America/Boise is the same time.
    [InlineData(313, "MI", "America/New_York")] // The ZIPs' America/Detroit is the same time.
    [InlineData(906, "MI", "America/Chicago,America/New_York")]
    [InlineData(800, "TX", "America/Chicago,America/Denver")]
    public void A_state_narrows_an_area_code_where_they_meet_and_is_added_where_not(int areaCode, string state, string zones) =>
        Assert.Equal(zones, Zones(KeyFor(areaCode: areaCode, state: state)));

    [Theory]
    [InlineData("85001", "1:America/Phoenix|")]
    [InlineData("80202", "1:America/Denver|")]
    [InlineData("86515", "1:America/Denver|")] // Window Rock, capital of the Navajo Nation, in Arizona.
    [InlineData("46204", "1:America/Indiana/Indianapolis|")]
    [InlineData("32401", "1:America/Chicago|FL")] // Panama City.
    [InlineData("32301", "1:America/New_York|FL")] // Tallahassee.
    [InlineData("36874", "1:America/Chicago,America/New_York|AL")] // The sources differ.
    [InlineData("32400", "1:America/Chicago,America/New_York|FL")] // Between two runs.
    [InlineData("60601-1234", "1:America/Chicago|IL")]
    [InlineData(" 606011234 ", "1:America/Chicago|IL")]
    [InlineData("2134", "1:America/New_York|MA")] // 02134 in Boston, from a spreadsheet.
    public void A_zip_decides_over_the_area_code(string zip, string key) =>
        Assert.Equal(key, KeyFor(areaCode: 800, zip: zip).ToString());

    [Theory]
    [InlineData("09012")]
    [InlineData("34012")]
    [InlineData("96201")]
    [InlineData("K1A 0B1")]
    [InlineData("0060")]
    [InlineData("99999")]
    [InlineData("")]
    [InlineData("606x1")]
    public void Military_post_and_what_is_no_zip_leaves_the_area_code_to_decide(string zip) =>
        Assert.Equal("1:America/Los_Angeles|OR", KeyFor(areaCode: 503, zip: zip).ToString());

    [Fact]
    public void The_zip_gives_the_zone_but_the_states_of_zip_column_and_area_code_all_count()
    {
        var key = KeyFor(areaCode: 512, zip: "32401", state: "Alabama");
        Assert.Equal("1:America/Chicago|AL,FL,TX", key.ToString());
        Assert.Equal(["AL", "FL", "TX"], key.States);
    }

    [Fact]
    public void An_explicit_zone_decides_over_zip_and_area_code_and_states_still_count()
    {
        Assert.Equal("1:Asia/Kolkata|FL", KeyFor("Asia/Calcutta", "33101", null).ToString());
        Assert.Equal("1:America/New_York|FL", KeyFor(" us/eastern ", "32401", null).ToString());
    }

    [Theory]
    [InlineData("Mars/Olympus")]
    [InlineData("UTC+02")]
    [InlineData("")]
    [InlineData(null)]
    public void A_zone_that_does_not_exist_counts_as_not_known(string? zone) =>
        Assert.Equal("1:America/Chicago|FL", KeyFor(zone, "32401", null).ToString());

    [Fact]
    public void A_number_from_abroad_without_more_has_no_zone() =>
        Assert.Equal(default, RecipientPlace.KeyFor(null, null, null, PhoneNumber.Parse("+442079460018")));

    private static string Zones(WindowKey key) => string.Join(',', key.Zones.Select(zone => zone.Id));

    private static WindowKey KeyFor(string? zone = null, string? zip = null, string? state = null, int areaCode = 800) =>
        RecipientPlace.KeyFor(zone, zip, state, PhoneNumber.Parse($"+1{areaCode}5550142"));
}
