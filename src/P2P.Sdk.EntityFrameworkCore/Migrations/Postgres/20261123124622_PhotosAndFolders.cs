using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace P2P.Sdk.EntityFrameworkCore.Migrations.Postgres
{
    /// <inheritdoc />
    internal partial class PhotosAndFolders : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "folder_id",
                table: "actions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "photo_blob_id",
                table: "actions",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "photo_format",
                table: "actions",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "photo_hash",
                table: "actions",
                type: "text",
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "action_folders",
                columns: table => new
                {
                    campaign_id = table.Column<Guid>(type: "uuid", nullable: false),
                    folder_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    name_key = table.Column<string>(type: "text", nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_action_folders", x => new { x.campaign_id, x.folder_id });
                    table.ForeignKey(
                        name: "FK_action_folders_campaigns_campaign_id",
                        column: x => x.campaign_id,
                        principalTable: "campaigns",
                        principalColumn: "campaign_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_actions_campaign_id_folder_id",
                table: "actions",
                columns: new[] { "campaign_id", "folder_id" },
                filter: "folder_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_action_folders_campaign_id_name_key",
                table: "action_folders",
                columns: new[] { "campaign_id", "name_key" },
                unique: true);

            // Each name becomes a folder, which takes the id of its first action: a UUIDv7, and no other folder's.
            migrationBuilder.Sql(
                """
                INSERT INTO action_folders (campaign_id, folder_id, name, name_key)
                SELECT DISTINCT ON (campaign_id, upper(folder)) campaign_id, action_id, folder, upper(folder)
                FROM actions WHERE folder <> '' ORDER BY campaign_id, upper(folder), action_id;
                """);
            migrationBuilder.Sql(
                """
                UPDATE actions SET folder_id = (SELECT folders.folder_id FROM action_folders AS folders
                    WHERE folders.campaign_id = actions.campaign_id AND folders.name_key = upper(actions.folder))
                WHERE folder <> '';
                """);
            migrationBuilder.DropColumn(name: "folder", table: "actions");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "folder",
                table: "actions",
                type: "text",
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.Sql(
                """
                UPDATE actions SET folder = (SELECT folders.name FROM action_folders AS folders
                    WHERE folders.campaign_id = actions.campaign_id AND folders.folder_id = actions.folder_id)
                WHERE folder_id IS NOT NULL;
                """);
            migrationBuilder.DropTable(name: "action_folders");
            migrationBuilder.DropIndex(name: "IX_actions_campaign_id_folder_id", table: "actions");
            migrationBuilder.DropColumn(name: "folder_id", table: "actions");
            migrationBuilder.DropColumn(name: "photo_blob_id", table: "actions");
            migrationBuilder.DropColumn(name: "photo_format", table: "actions");
            migrationBuilder.DropColumn(name: "photo_hash", table: "actions");
        }
    }
}
