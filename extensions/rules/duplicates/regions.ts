/**
 * Place names that companies carry before or in brackets after what they are called: the provinces and larger cities of China, the way they
 * are written in both scripts, and the country.
 */
export const regionNames: readonly string[] = [
	...'中国 北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门'.split(
		' ',
	),
	...'石家庄 唐山 太原 呼和浩特 沈阳 大连 鞍山 长春 哈尔滨 南京 无锡 徐州 常州 苏州 南通 连云港 扬州 镇江 泰州 昆山 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 义乌 台州 合肥 芜湖 福州 厦门 泉州 漳州 南昌 九江 济南 青岛 淄博 烟台 潍坊 威海 临沂 郑州 洛阳 武汉 宜昌 长沙 株洲 广州 深圳 珠海 汕头 佛山 东莞 中山 惠州 江门 湛江 南宁 柳州 桂林 海口 三亚 成都 绵阳 贵阳 昆明 拉萨 西安 宝鸡 兰州 西宁 银川 乌鲁木齐 台北 高雄'.split(
		' ',
	),
	...'china beijing tianjin shanghai chongqing nanjing wuxi suzhou hangzhou ningbo wenzhou shaoxing yiwu hefei fuzhou xiamen jinan qingdao zhengzhou wuhan changsha guangzhou shenzhen zhuhai foshan dongguan chengdu kunming xian dalian shenyang harbin hongkong taipei guangdong zhejiang jiangsu fujian shandong sichuan hubei hunan'.split(
		' ',
	),
];
