using System.Reflection;
using NodaTime;
using P2P.Sdk.Actions;
using P2P.Sdk.Districts;
using P2P.Sdk.Users;

namespace P2P.Sdk.Tests.Messaging;

/// <summary>Requests are told apart by a hash of all that their audience says.</summary>
public class RequestKeyTests
{
    private static readonly Dictionary<Type, object> s_values = new()
    {
        [typeof(TeamId?)] = TeamId.New(), [typeof(UserListId?)] = UserListId.New(), [typeof(DistrictId?)] = DistrictId.New(),
        [typeof(ActionId?)] = ActionId.New(), [typeof(string)] = "es", [typeof(Role?)] = Role.Admin, [typeof(bool?)] = true,
        [typeof(NumberRange?)] = new NumberRange(1), [typeof(Instant?)] = Instant.FromUnixTimeTicks(1),
    };

    [Fact]
    public void Each_condition_of_a_filter_makes_it_another()
    {
        var filters = typeof(UserFilter).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(property =>
        {
            var filter = new UserFilter();
            property.SetValue(filter, s_values[property.PropertyType]);
            return filter;
        }).Append(new UserFilter()).ToList();
        Assert.Equal(filters.Count, filters.Select(filter => string.Join('|', filter.Parts())).Distinct().Count());
    }

    [Fact]
    public void Each_part_of_an_audience_makes_it_another()
    {
        var id = TeamId.New().Value;
        Audience[] audiences =
        [
            new(), new() { Users = [new(id)] }, new() { Lists = [new(id)] }, new() { Teams = [new(id)] }, new() { Where = new() },
            new() { Users = [new(id), new(id)] },
        ];
        Assert.Equal(audiences.Length, audiences.Select(audience => string.Join('|', audience.Parts())).Distinct().Count());
    }
}
