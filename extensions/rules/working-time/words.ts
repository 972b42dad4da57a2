import { text } from '../words/text.js';

/** What a deadline's explanation says, and what days of a calendar are called. */
export const workingTimeWords = {
	kinds: {
		holiday: text('Public holiday', '法定节假日'),
		make_up_day: text('Make-up working day', '调休上班日'),
		half_day: text('Shortened day', '缩短工作日'),
	},
	weekdays: {
		monday: text('Monday', '星期一'),
		tuesday: text('Tuesday', '星期二'),
		wednesday: text('Wednesday', '星期三'),
		thursday: text('Thursday', '星期四'),
		friday: text('Friday', '星期五'),
		saturday: text('Saturday', '星期六'),
		sunday: text('Sunday', '星期日'),
	},
	allowance: text('{duration} from {start} ({zone}).', '自 {start}（{zone}）起 {duration}。'),
	dayLength: text('A working day has {length}, so that is {total}.', '一个工作日为 {length}，合计 {total}。'),
	startsLater: text('{start} is outside working hours; the clock runs from {from}.', '{start} 不在工作时间内，自 {from} 起计时。'),
	holiday: text('{days}: {name}, public holiday, not counted.', '{days}：{name}，法定节假日，不计入。'),
	make_up_day: text('{days}: {name}, make-up working day, {hours}, counted.', '{days}：{name}，调休上班日，{hours}，计入。'),
	half_day: text('{days}: {name}, shortened day, {hours}.', '{days}：{name}，缩短工作日，{hours}。'),
	freeDays: text('Days free by the weekly plan in between: {count}.', '其间按每周安排休息的天数：{count}。'),
	pause: text('The clock stood still from {from} to {until}.', '{from} 至 {until} 暂停计时。'),
	standsStill: text('The clock has stood still since {from}; {left} are left.', '自 {from} 起暂停计时，剩余 {left}。'),
	unpublished: text(
		'Holidays after {day} have not been published yet; the deadline is worked out anew when they are.',
		'{day} 之后的节假日安排尚未发布，发布后将重新计算期限。',
	),
	moreSteps: text('Further stretches that differ from the weekly plan: {count}.', '其他与每周安排不同的时段：{count} 处。'),
	due: text('Due {due}.', '到期时间：{due}。'),
} as const;
